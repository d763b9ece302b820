package dev.errata.site;

/** Measures in the browser what WCAG 2.2 asks for in 1.4.3. */
public final class Contrast {
    private Contrast() {}

    /** An expression: the texts whose contrast is below 4.5, each with its ratio, as JSON. */
    public static String script(String theme) {
        return """
                (() => {
                  document.documentElement.dataset.theme = "%s";
                  document.querySelectorAll("*").forEach((e) => { e.style.transition = "none"; });
                  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
                  const light = (colour) => channels(colour).slice(0, 3)
                    .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  const ground = (e) => {
                    for (; e; e = e.parentElement) {
                      const colour = getComputedStyle(e).backgroundColor;
                      if (channels(colour)[3] !== 0) return colour;
                    }
                    return "rgb(255, 255, 255)";
                  };
                  const poor = new Set();
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (walk.nextNode()) {
                    const e = walk.currentNode.parentElement;
                    if (!walk.currentNode.data.trim()) continue;
                    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
                    const ratio = (a + 0.05) / (b + 0.05);
                    if (ratio < 4.5) poor.add(e.tagName + "." + e.className + " " + ratio.toFixed(2));
                  }
                  return JSON.stringify([...poor]);
                })()""".formatted(theme);
    }
}
