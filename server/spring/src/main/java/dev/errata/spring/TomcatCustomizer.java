package dev.errata.spring;

import dev.errata.core.Catalog;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts {@link EnvelopeValve} in the place of Tomcat's error pages, after Boot has put its own there. */
final class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    /** Bodies on their way may take this part of the memory. */
    private static final int SHARE_OF_MEMORY = 8;

    private final Catalog catalog;
    private final AdoptionScope scope;
    private final ServletDoor door;
    private final Cors cors;
    private final DeadlineProperties deadlines;
    private final TomcatServerProperties tomcat;
    private final boolean virtual;

    TomcatCustomizer(
            Catalog catalog,
            ServletDoor door,
            AdoptionScope scope,
            Cors cors,
            DeadlineProperties deadlines,
            TomcatServerProperties tomcat,
            boolean virtual) {
        this.deadlines = deadlines;
        this.tomcat = tomcat;
        this.virtual = virtual;
        this.scope = scope;
        this.catalog = catalog;
        this.door = door;
        this.cors = cors;
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
        if (factory.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
            factory.setProtocol(DeadlineProtocol.class.getName());
        }
        BodyRoom room = new BodyRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY, readers());
        factory.addConnectorCustomizers(this::setDeadlines);
        factory.addContextCustomizers(context -> replaceValve(context, new BodyValve(door, deadlines, room)));
    }

    /** Half of the threads are left to all who have sent what they have to say. */
    private int readers() {
        return virtual ? Integer.MAX_VALUE : Math.max(1, tomcat.getThreads().getMax() / 2);
    }

    private void setDeadlines(Connector connector) {
        if (connector.getProtocolHandler() instanceof DeadlineProtocol protocol) {
            protocol.setHead(deadlines.head());
        }
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            // Who is refused is not asked for the body.
            protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            if (tomcat.getConnectionTimeout() == null) {
                protocol.setConnectionTimeout((int) deadlines.idle().toMillis());
            }
        }
    }

    private void replaceValve(Context context, BodyValve bodies) {
        Container host = context.getParent();
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.getPipeline().addValve(bodies);
        host.getPipeline().addValve(new EnvelopeValve(catalog, door, scope, cors));
        // With this name the host finds the valve above and adds no other.
        ((StandardHost) host).setErrorReportValveClass(EnvelopeValve.class.getName());
    }
}
