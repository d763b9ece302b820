/**
 * What nodes count together in Redis: {@link dev.errata.limits.redis.RedisGuardStores}. Each decision is one script, which the
 * server runs while nothing else is; keys end by themselves, so nothing grows.
 */
@NullMarked
package dev.errata.limits.redis;

import org.jspecify.annotations.NullMarked;
