"""Closed shapes: a member that is missing, mistyped or unknown raises."""
import copy
import re


class Mistyped(Exception):
    """An answer that is not as the wire file has it."""


class Text:
    def __init__(self, pattern=None):
        self.pattern = pattern

    def check(self, value, at):
        if not isinstance(value, str):
            raise Mistyped(f'{at} is {value!r}; it must be a text')
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            raise Mistyped(f'{at} is {value!r}; it must match {self.pattern}')


class OneOf:
    def __init__(self, *values):
        self.values = values

    def check(self, value, at):
        if not any(type(value) is type(one) and value == one for one in self.values):
            raise Mistyped(f'{at} is {value!r}; it must be one of {self.values}')


class Integer:
    def check(self, value, at):
        if type(value) is not int:
            raise Mistyped(f'{at} is {value!r}; it must be a whole number')


class Boolean:
    def check(self, value, at):
        if type(value) is not bool:
            raise Mistyped(f'{at} is {value!r}; it must be true or false')


class Free:
    """An object whose members are the caller's own."""

    def check(self, value, at):
        if not isinstance(value, dict):
            raise Mistyped(f'{at} is {value!r}; it must be an object')


class Maybe:
    """A value, or null; the member is there all the same."""

    def __init__(self, shape):
        self.shape = shape

    def check(self, value, at):
        if value is not None:
            self.shape.check(value, at)


class Items:
    def __init__(self, shape):
        self.shape = shape

    def check(self, value, at):
        if not isinstance(value, list):
            raise Mistyped(f'{at} is {value!r}; it must be a list')
        for number, item in enumerate(value):
            self.shape.check(item, f'{at}[{number}]')


class Members:
    """An object with these members and no others; one whose name here ends with __optional may be absent."""

    def __init__(self, **members):
        self.members = {name.removesuffix('__optional'): shape for name, shape in members.items()}
        self.optional = {name.removesuffix('__optional') for name in members if name.endswith('__optional')}

    def check(self, value, at):
        if not isinstance(value, dict):
            raise Mistyped(f'{at} is {value!r}; it must be an object')
        missing = set(self.members) - self.optional - set(value)
        if missing:
            raise Mistyped(f'{at} has no {", ".join(sorted(missing))}; it has {", ".join(value)}')
        unknown = set(value) - set(self.members)
        if unknown:
            raise Mistyped(f'{at} has {", ".join(sorted(unknown))}, which it must not have')
        for name, member in value.items():
            self.members[name].check(member, f'{at}.{name}')


class Merged(Members):
    """Members beside which others may stand."""

    def check(self, value, at):
        known = {name: member for name, member in value.items() if name in self.members} \
            if isinstance(value, dict) else value
        super().check(known, at)


def places(shape, value, path=()):
    """Where the members stand that a shape asks for: the path to each, and whether it must be there."""
    if isinstance(shape, Maybe):
        if value is not None:
            yield from places(shape.shape, value, path)
    elif isinstance(shape, Items):
        for number, item in enumerate(value):
            yield from places(shape.shape, item, path + (number,))
    elif isinstance(shape, Members):
        for name, member in value.items():
            yield path + (name,), name not in shape.optional
            yield from places(shape.members[name], member, path + (name,))


def prove_strict(shape, value):
    """Takes away and mistypes every member in turn; whatever is not noticed raises."""
    for path, required in places(shape, value):
        for fault in ('missing', 'mistyped'):
            if fault == 'missing' and not required:
                continue
            broken = copy.deepcopy(value)
            parent = broken
            for step in path[:-1]:
                parent = parent[step]
            if fault == 'missing':
                del parent[path[-1]]
            else:
                parent[path[-1]] = ('neither', 'of', 'JSON')
            try:
                shape.check(broken, 'broken')
            except Mistyped:
                continue
            raise AssertionError(f'{path} was {fault}, and nothing was raised')
