package dev.errata.reference.hookbridge;

import dev.errata.reference.control.SharedService;

/** Gives tests the one {@link HookBridge} of the run, or a fresh {@link Account} of it. */
final class SharedHookBridge extends SharedService<HookBridge, Account> {
    SharedHookBridge() {
        super(HookBridge.class, Account.class, HookBridge::start, HookBridge::account);
    }
}
