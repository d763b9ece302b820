<?php

declare(strict_types=1);

/** The members of a JSON object; one that is absent, or of another type than is asked for, is a TypeError. */
final class Members
{
    public function __construct(private readonly stdClass $object, private readonly string $place)
    {
    }

    public static function of(mixed $value, string $place): self
    {
        if (!$value instanceof stdClass) {
            throw new TypeError("$place must be an object and is " . self::found($value));
        }
        return new self($value, $place);
    }

    public function string(string $name): string
    {
        return is_string($value = $this->value($name)) ? $value : throw $this->wrong($name, 'a string', $value);
    }

    /** One of some words. */
    public function word(string $name, string ...$words): string
    {
        $value = $this->string($name);
        return in_array($value, $words, true) ? $value : throw $this->wrong($name, 'one of ' . implode(', ', $words), $value);
    }

    /** A number without a decimal point. */
    public function int(string $name): int
    {
        return is_int($value = $this->value($name)) ? $value : throw $this->wrong($name, 'an integer', $value);
    }

    /** A part of a whole. */
    public function fraction(string $name): float
    {
        $value = $this->value($name);
        if ((is_int($value) || is_float($value)) && $value >= 0 && $value <= 1) {
            return (float) $value;
        }
        throw $this->wrong($name, 'a number from 0 to 1', $value);
    }

    public function bool(string $name): bool
    {
        return is_bool($value = $this->value($name)) ? $value : throw $this->wrong($name, 'true or false', $value);
    }

    /** A time of RFC 3339 in UTC. */
    public function time(string $name): DateTimeImmutable
    {
        $text = $this->string($name);
        if (preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/', $text) !== 1) {
            throw $this->wrong($name, 'a time such as 2026-01-31T12:00:00Z', $text);
        }
        return new DateTimeImmutable($text);
    }

    public function date(string $name): string
    {
        $text = $this->string($name);
        return preg_match('/^\d{4}-\d\d-\d\d$/', $text) === 1 ? $text : throw $this->wrong($name, 'a date', $text);
    }

    /** An object whose members are all strings. */
    public function map(string $name): array
    {
        $map = get_object_vars($this->members($name)->object);
        foreach ($map as $key => $value) {
            is_string($value) || throw $this->wrong("$name.$key", 'a string', $value);
        }
        return $map;
    }

    public function members(string $name): self
    {
        return self::of($this->value($name), "$this->place.$name");
    }

    /** A list, each item read by a function of its members. */
    public function list(string $name, callable $read): array
    {
        return self::items($this->value($name), "$this->place.$name", $read);
    }

    public static function items(mixed $value, string $place, callable $read): array
    {
        if (!is_array($value)) {
            throw new TypeError("$place must be a list and is " . self::found($value));
        }
        $items = [];
        foreach ($value as $number => $item) {
            $items[] = $read(self::of($item, "{$place}[$number]"));
        }
        return $items;
    }

    public function strings(string $name): array
    {
        $value = $this->value($name);
        is_array($value) || throw $this->wrong($name, 'a list', $value);
        foreach ($value as $item) {
            is_string($item) || throw $this->wrong($name, 'a list of strings', $item);
        }
        return $value;
    }

    /** Reads a member in one of the ways above where it is there and not null. */
    public function optional(string $kind, string ...$names): void
    {
        foreach ($names as $name) {
            if (($this->object->$name ?? null) !== null) {
                $this->$kind($name);
            }
        }
    }

    public function has(string $name): bool
    {
        return ($this->object->$name ?? null) !== null;
    }

    /** The members of an object that is keyed by ids. */
    public function keyed(string $name): array
    {
        $found = [];
        foreach (get_object_vars($this->members($name)->object) as $key => $value) {
            $found[$key] = self::of($value, "$this->place.$name.$key");
        }
        return $found;
    }

    private function value(string $name): mixed
    {
        if (!property_exists($this->object, $name)) {
            throw new TypeError("$this->place has no member $name; it has "
                . implode(', ', array_keys(get_object_vars($this->object))));
        }
        return $this->object->$name;
    }

    private function wrong(string $name, string $rule, mixed $value): TypeError
    {
        return new TypeError("$this->place.$name must be $rule and is " . self::found($value));
    }

    private static function found(mixed $value): string
    {
        return get_debug_type($value) . ' ' . substr((string) json_encode($value), 0, 120);
    }
}
