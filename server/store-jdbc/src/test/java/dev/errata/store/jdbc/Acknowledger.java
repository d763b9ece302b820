package dev.errata.store.jdbc;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A process that writes with many threads until it is killed, and prints each id after it was acknowledged. */
public final class Acknowledger {
    private static final int THREADS = 16;

    private Acknowledger() {}

    /** Takes the database's location and a prefix for ids that no other run uses. */
    public static void main(String[] args) {
        Database database = Databases.open(args[0], Samples.SCHEMA);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = args[1] + "-" + thread + "-";
            new Thread(() -> {
                        for (int i = 0; true; i++) {
                            Samples.insert(database, prefix + i);
                            out.println(prefix + i);
                        }
                    })
                    .start();
        }
    }
}
