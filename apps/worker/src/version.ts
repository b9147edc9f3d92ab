import own from '../package.json' with { type: 'json' };

/** Of Passband. */
export const VERSION: string = own.version;
