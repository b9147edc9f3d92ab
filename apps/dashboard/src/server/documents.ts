import { graphql } from '../api/graphql.ts';

export const ServerQuery = graphql(`
  query Server {
    server {
      version
      database
      queueDepth
      runtimes {
        name
        available
        device
        reason
      }
      workers {
        id
        host
        runtimes
        lastSeenAt
        running
      }
    }
    viewer {
      name
      role
    }
  }
`);

export const TokensQuery = graphql(`
  query Tokens {
    tokens {
      id
      name
      role
      createdAt
      lastUsedAt
      expiresAt
    }
  }
`);

export const CreateToken = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) {
      id
      secret
      userErrors {
        message
      }
    }
  }
`);

export const RevokeToken = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(input: { id: $id }) {
      revokedTokenId
      userErrors {
        message
      }
    }
  }
`);
