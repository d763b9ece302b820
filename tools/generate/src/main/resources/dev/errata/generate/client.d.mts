// The errors of %API%, version %VERSION%. Generated from the catalog's pages; change those.

/** The codes, by the names that they have on the wire. */
export type Code =
  | %CODES%;

/** What each code tells beside its message; a member is absent when the answer did not carry it. */
export interface Details {
%DETAILS%
}

/** What the code's page says of trying the same request again. */
export type Retry = "never" | "reauthenticate" | "wait" | "backoff";

/** What is known of a code without an answer. */
export interface CodeFacts {
  readonly title: string;
  readonly aliases: readonly string[];
  /** By status. */
  readonly retry: Readonly<Record<string, Retry>>;
}

export declare const codes: Readonly<Record<Code, CodeFacts>>;

/** An answer of %API% that says what went wrong. */
export declare class %TYPE%<C extends Code = Code> extends Error {
  /** The code by its present name, or as the answer names it when it is not known. */
  readonly code: C | (string & {});
  /** Whether the catalog has the code. */
  readonly known: boolean;
  readonly status: number;
  readonly type?: string;
  readonly message: string;
  readonly details: C extends Code ? Details[C] : Record<string, unknown>;
  readonly requestId?: string;
  readonly docUrl?: string;
  /** Undefined for a code that is not known. */
  readonly retry?: Retry;
  /** How long to wait from now on, in milliseconds, when the answer says so. */
  readonly retryAfterMs?: number;
  /** Whether it has this code, by its present or an earlier name. */
  is<K extends Code>(name: K): this is %TYPE%<K>;
  is(...names: string[]): boolean;
}

/**
 * Reads an answer that is not the one asked for; undefined when its body does not have the shape of %API%'s errors.
 *
 * @param headers as fetch gives them, or an object
 * @param body as text, or parsed
 * @param now in milliseconds, to which a date in Retry-After is compared
 */
export declare function parse(
  status: number,
  headers: { get(name: string): string | null } | Record<string, string | number> | undefined,
  body: unknown,
  now?: number,
): %TYPE% | undefined;
