#!/usr/bin/env bash
# Gives out a token that only reads, uses it, and takes it back.
# Usage: give_out_token.sh [NAME]
set -euo pipefail
SERVER=${PASSBAND_SERVER:-http://127.0.0.1:4000}
AUTH="Authorization: Bearer ${PASSBAND_TOKEN:-}" # of an admin; not looked at where the server wants no token

ask() { curl -sS "$SERVER/graphql" -H "$1" -H 'content-type: application/json' --data "$2"; }
field() { node -pe 'process.argv[1].split(".").reduce((at, key) => at[key], JSON.parse(fs.readFileSync(0)).data)' "$1"; }

MADE=$(ask "$AUTH" '{"query": "mutation ($input: CreateTokenInput!) { createToken(input: $input) { id secret userErrors { message } } }",
  "variables": {"input": {"name": "'"${1:-a notebook}"'", "role": "VIEWER", "expiresAt": "2099-01-01T00:00:00Z"}}}')
ID=$(field createToken.id <<< "$MADE")
SECRET=$(field createToken.secret <<< "$MADE") # shown this once: the server keeps only a hash of it

ask "Authorization: Bearer $SECRET" '{"query": "{ viewer { name role } }"}' && echo
# A viewer reads: to register, an operator is asked for.
ask "Authorization: Bearer $SECRET" '{"query": "mutation { createUpload(input: { fileName: \"net.onnx\", sizeBytes: 1 }) { upload { id } userErrors { message } } }"}' && echo

ask "$AUTH" '{"query": "mutation ($id: ID!) { revokeToken(input: { id: $id }) { revokedTokenId userErrors { message } } }", "variables": {"id": "'"$ID"'"}}'
echo
