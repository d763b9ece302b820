package dev.errata.site;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of this machine; nothing is ever downloaded. */
public final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File(System.getProperty("errata.chromium", "/usr/bin/chromium"));
    private static final File DRIVER = new File(System.getProperty("errata.chromedriver", "/usr/bin/chromedriver"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Held here, because loggers that nobody holds forget their level; each start would say which CDP it found. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it, or skips the tests when there is none. */
    public static Browser start(Path profile) {
        assumeTrue(
                CHROMIUM.canExecute() && DRIVER.canExecute(),
                () -> "Skipped: the browser tests need " + CHROMIUM + " and " + DRIVER
                        + "; other places are said with -Derrata.chromium and -Derrata.chromedriver");
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-prefers-reduced-motion",
                "--window-size=1200,900",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Goes to a page. */
    public void open(String address) {
        driver.get(address);
    }

    /** Where it is. */
    public String address() {
        return driver.getCurrentUrl();
    }

    /** The first element; throws when there is none. */
    public WebElement first(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Every element, in the order of the page. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** What is to be read of every element. */
    public List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    /** Waits for an element to be there. */
    public void until(String css) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(css)));
    }

    /** Waits for an element to say something. */
    public void until(String css, String text) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(ExpectedConditions.textToBe(By.cssSelector(css), text));
    }

    /** The element that hears the keyboard. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** What an expression is in the page; {@code "null"} for nothing. */
    public Object evaluate(String script) {
        Object result = driver.executeScript("return " + script);
        return result == null ? "null" : result;
    }

    /** Whether pages may run scripts. */
    public void scripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** How wide the window is, in pixels of CSS. */
    public void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system is said to prefer. */
    public void prefersDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** What the console has said since the last call. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
