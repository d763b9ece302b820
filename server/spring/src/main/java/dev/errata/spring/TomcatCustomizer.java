package dev.errata.spring;

import dev.errata.core.Catalog;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts {@link EnvelopeValve} in the place of Tomcat's error pages, after Boot has put its own there. */
final class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final Catalog catalog;
    private final AdoptionScope scope;
    private final ServletDoor door;

    TomcatCustomizer(Catalog catalog, ServletDoor door, AdoptionScope scope) {
        this.scope = scope;
        this.catalog = catalog;
        this.door = door;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (!Ssl.isEnabled(factory.getSsl())) {
            // The upgrade to h2c answers a body over 4 KiB with 413 before any of this runs.
            factory.setHttp2(null);
        }
        factory.addContextCustomizers(this::replaceValve);
    }

    private void replaceValve(Context context) {
        Container host = context.getParent();
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.getPipeline().addValve(new EnvelopeValve(catalog, door, scope));
        // With this name the host finds the valve above and adds no other.
        ((StandardHost) host).setErrorReportValveClass(EnvelopeValve.class.getName());
    }
}
