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

/** Who must act where another attempt does not help. */
export type Actor = "caller" | "account-admin" | "operator";

/** What is known of a code without an answer. */
export interface CodeFacts {
  readonly title: string;
  readonly aliases: readonly string[];
  /** By status. */
  readonly retry: Readonly<Record<string, Retry>>;
  /** By status. */
  readonly actor: Readonly<Record<string, Actor>>;
}

/** Every code, by the name that it has on the wire. */
export declare const codes: {
%FACTS%
};

/** An answer of %API% that says what went wrong. */
export declare class %TYPE% extends Error {
  /** The code by its present name, or as the answer names it when it is not known. */
  readonly code: string;
  /** Whether the catalog has the code. */
  readonly known: boolean;
  readonly status: number;
  readonly type?: string;
  readonly details: object;
  readonly requestId?: string;
  /** The address of the code's page, as the body or the header Link tells it. */
  readonly docUrl?: string;
  /** Undefined for a code that is not known. */
  readonly retry?: Retry;
  /** Undefined for a code that is not known. */
  readonly actor?: Actor;
  /** How long to wait from now on, in milliseconds, when the answer says so. */
  readonly retryAfterMs?: number;
  /** Whether it has this code, by its present or an earlier name. */
  is<C extends Code>(code: C): this is %TYPE%Of<C>;
  is(...names: string[]): boolean;
  /** All that it tells, its message too, which JSON.stringify leaves out of other errors. */
  toJSON(): Record<string, unknown>;
}

/** An error with this code, and what the code tells. */
export type %TYPE%Of<C extends Code> = %TYPE% & {
  readonly code: C;
  readonly known: true;
  readonly details: Details[C];
  readonly retry: Retry;
  readonly actor: Actor;
};

/** An error with a code that this catalog does not have. */
export type Unknown%TYPE% = %TYPE% & {
  readonly known: false;
  readonly details: Record<string, unknown>;
};

/** Any error: where `known` is true, a switch over `code` tells one from the other and misses none. */
export type Any%TYPE% = { [C in Code]: %TYPE%Of<C> }[Code] | Unknown%TYPE%;

/**
 * Reads an answer that is not the one asked for, by the envelope of %API%, or by that of RFC 9457 where its Content-Type
 * says so; undefined when its body is no error of %API%.
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
): Any%TYPE% | undefined;
