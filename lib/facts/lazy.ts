/** An object whose properties are made when they are first asked for, and then kept. */
export function lazy<T extends object>(make: { readonly [K in keyof T]: () => T[K] }): T {
  const made: Partial<T> = {};
  const properties = Object.keys(make).map((name) => {
    const key = name as keyof T;
    const get = () => {
      if (!Object.hasOwn(made, key)) made[key] = make[key]();
      return made[key];
    };
    return [name, { get, enumerable: true }];
  });
  return Object.defineProperties({}, Object.fromEntries(properties)) as T;
}
