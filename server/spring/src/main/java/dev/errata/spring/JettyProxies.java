package dev.errata.spring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Has Jetty's own customizer believe the declared proxies, in the place of everybody whom Boot would in a cloud. */
final class JettyProxies implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {
    private static final String FOR = "X-Forwarded-For";
    private static final List<String> OTHERS = List.of("X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto");

    private final TrustedProxies proxies;

    JettyProxies(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        if (proxies.areDeclared()) {
            factory.setUseForwardHeaders(false);
            InetAddressSet declared = new InetAddressSet();
            declared.addAll(proxies.ranges());
            Believing believing = new Believing(declared);
            factory.addServerCustomizers(server -> {
                for (Connector connector : server.getConnectors()) {
                    for (ConnectionFactory connections : connector.getConnectionFactories()) {
                        if (connections instanceof HttpConfiguration.ConnectionFactory http) {
                            http.getHttpConfiguration().addCustomizer(believing);
                        }
                    }
                }
            });
        }
    }

    private static final class Believing implements HttpConfiguration.Customizer {
        private final InetAddressSet declared;
        private final ForwardedRequestCustomizer jetty = new ForwardedRequestCustomizer();

        private Believing(InetAddressSet declared) {
            this.declared = declared;
            // As on Tomcat; what else Jetty reads may have come from the caller.
            jetty.setForwardedHeader(null);
            jetty.setForwardedServerHeader(null);
            jetty.setForwardedHttpsHeader(null);
            jetty.setForwardedCipherSuiteHeader(null);
            jetty.setForwardedSslSessionIdHeader(null);
        }

        @Override
        public Request customize(Request request, HttpFields.Mutable answer) {
            if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer)
                    || !declared.test(peer.getAddress())) {
                return request;
            }
            request.setAttribute(RequestAttributes.BY_PROXY, true);
            HttpFields said = last(request.getHeaders());
            return jetty.customize(
                    new Request.Wrapper(request) {
                        @Override
                        public HttpFields getHeaders() {
                            return said;
                        }
                    },
                    answer);
        }

        /** Jetty takes the first of a list, which the caller may have written: leaves only what a declared proxy did. */
        private HttpFields last(HttpFields sent) {
            HttpFields.Mutable said = HttpFields.build(sent);
            List<String> callers = sent.getCSV(FOR, false);
            for (int i = callers.size() - 1; i >= 0; i--) {
                said.put(FOR, callers.get(i));
                if (!isDeclared(callers.get(i))) {
                    break;
                }
            }
            for (String name : OTHERS) {
                List<String> values = sent.getCSV(name, false);
                if (values.size() > 1) {
                    said.put(name, values.get(values.size() - 1));
                }
            }
            return said;
        }

        private boolean isDeclared(String address) {
            try {
                // What is no number is no address of a proxy, and no name is asked for.
                return TrustedProxies.isAddress(address) && declared.test(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }
}
