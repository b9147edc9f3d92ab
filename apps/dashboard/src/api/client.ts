import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { sessionNeeded } from './session.ts';
import { forwardSubscription } from './stream.ts';

/** On the server pages are frames without data: there, a request stays open for ever and shows as loading. */
const request: typeof fetch = (input, init) =>
  typeof window === 'undefined' ? new Promise<Response>(() => {}) : fetch(input, init);

/** One client a page load. GET would meet the server's guard against requests from other pages, so everything is a POST. */
export function createClient(): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetch: request,
    fetchOptions: { credentials: 'same-origin' },
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError(error) {
          if (error.response?.status === 401) sessionNeeded();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({ forwardSubscription }),
    ],
  });
}
