package dev.errata.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.NetMaskSet;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Has Tomcat's own valve believe the declared proxies, in the place of those that Boot would believe in a cloud. */
final class TomcatProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final TrustedProxies proxies;

    TomcatProxies(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (proxies.areDeclared()) {
            factory.getEngineValves().removeIf(RemoteIpValve.class::isInstance);
            factory.addEngineValves(new Believing(String.join(",", proxies.ranges())));
            factory.getEngineValves().forEach(valve -> {
                if (valve instanceof AccessLog log) {
                    log.setRequestAttributesEnabled(true);
                }
            });
        }
    }

    /** Notes which requests came by a declared proxy, for what Tomcat does not read itself. */
    private static final class Believing extends RemoteIpValve {
        private final NetMaskSet declared;

        private Believing(String ranges) {
            declared = NetMaskSet.parse(ranges);
            setInternalProxies(ranges);
            setHostHeader("X-Forwarded-Host");
            setPortHeader("X-Forwarded-Port");
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (declared.contains(request.getRemoteAddr())) {
                request.setAttribute(RequestAttributes.BY_PROXY, true);
            }
            super.invoke(request, response);
        }
    }
}
