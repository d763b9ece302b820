package dev.errata.peers;

/** Judges the end of one call. */
interface Rule {
    Verdict judge(Result result);

    default Trial reading() {
        return stage -> judge(stage.call(client -> client.read()));
    }

    default Trial writing() {
        return stage -> judge(stage.call(client -> client.write()));
    }
}
