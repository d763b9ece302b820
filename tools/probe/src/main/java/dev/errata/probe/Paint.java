package dev.errata.probe;

/** Colours for a terminal, or none. */
record Paint(boolean color) {
    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    private String paint(String how, String text) {
        return color ? "\u001b[" + how + "m" + text + "\u001b[0m" : text;
    }
}
