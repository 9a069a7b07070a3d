/** A LaunchDarkly client of the JavaScript SDK 2.x, 3.x or 4.x. */
export interface LaunchDarklyClient {
  allFlags(): Record<string, any>;
}

/** Heap as its snippet puts it on the page: classic or version 5. */
export interface Heap {
  addEventProperties(properties: Record<string, any>): void;
  addUserProperties(properties: Record<string, any>): void;
  clearEventProperties(): void;
}

export type HeapValue = boolean | number | string;

/** What was told to Heap, and what was not. */
export interface Report {
  /** The event properties that Heap was given. */
  properties: Record<string, HeapValue>;
  /** What they need in Heap's cookie. */
  bytes: number;
  /** What they could have needed: the budget, or less where other cookies take the room. */
  room: number;
  /** Names of properties that did not fit, the most important first. */
  omitted: string[];
  /** Keys that were asked for and that LaunchDarkly does not give to this page. */
  missing: string[];
  /** Whether Heap's cookie holds them now; undefined where it cannot be read. */
  kept: boolean | undefined;
}

export interface Options {
  /** Keys of the flags to report, the most important first. Default: all, by name. */
  flags?: string[];
  /** What the names of the properties begin with. All names that begin so are the reporter's. Default: `ld_`. */
  prefix?: string;
  /** How many bytes of Heap's cookie the flags may need. Default: 3000. */
  budget?: number;
  /** How many bytes all cookies that scripts can see may need. Default: 7168. */
  cookies?: number;
  /** Fields to report of flags whose values are JSON, each as a property of its own; `a.b` goes deeper. */
  fields?: Record<string, string[]>;
  /** Whether the flags are also told as user properties. Default: false. */
  userProperties?: boolean;
  /** The user property for the context's key. Default: `ldUserId`. */
  userId?: string;
  /** Which kind's key it is, also in multi-contexts. Default: `user`. */
  contextKind?: string;
  /** Whether keys of anonymous contexts are told too. Default: false. */
  anonymous?: boolean;
  /** Whether an event property says how many flags did not fit: true for `ld_omitted`, or its name. Default: false. */
  omittedProperty?: boolean | string;
  /** Heap 5: send the first pageview when the flags are in, or after so many milliseconds (true: 2000). Default: false. */
  firstPageview?: boolean | number;
  /** Whether event properties named like flags are removed: Heap's old snippet left them. Default: false. */
  replacesSnippet?: boolean;
  /** Is called whenever Heap was told something else. */
  onReport?(report: Report): void;
  /** Is called with what went wrong inside; nothing is thrown. */
  onError?(error: unknown): void;
}

export interface Reporter {
  /** Tells Heap everything anew: after the page has cleared its event properties, or changed Heap's user. */
  refresh(): void;
  /** Takes the flags out of Heap's event properties until the next `identify` or `refresh`. */
  clear(): void;
  /** Reports nothing more; what was told stays. */
  stop(): void;
}

type Given<T> = T | null | undefined | (() => T | null | undefined);

/**
 * Tells Heap which flag values LaunchDarkly gives this visitor, and keeps that current. It never throws. What is not there
 * yet can be given as a function that looks for it; without a Heap, `window.heap` is waited for.
 */
export function reportFlags(ldClient: Given<LaunchDarklyClient>, heap?: Given<Heap>, options?: Options): Reporter;

/** What these properties need in Heap's cookie, in bytes. */
export function measure(properties: Record<string, unknown>): number;

/**
 * As many of the properties as fit into so many bytes, from the first on; `counter` names a property that says how many
 * were left out.
 */
export function fit(
  entries: ReadonlyArray<readonly [name: string, value: HeapValue]>,
  bytes: number,
  counter?: string,
): { properties: Record<string, HeapValue>; omitted: string[] };

export const version: string;
