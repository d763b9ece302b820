package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.door.DocPages;
import dev.errata.door.Door;
import dev.errata.door.DoorListener;
import dev.errata.door.DoorSettings;
import dev.errata.door.ErrorMapping;
import dev.errata.guard.GuardChain;
import dev.errata.guard.RequestIds;
import dev.errata.guard.Store;
import dev.errata.guard.stream.StreamListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.format.FormatterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wires the starter. The application may declare its own {@link Catalog}, {@link InstantSource}, {@link RequestIds} and
 * {@link GuardChain}; what {@link JsonProperties} ask for gives way to its settings of Jackson.
 */
@AutoConfiguration(
        before = {ErrorMvcAutoConfiguration.class, WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({
    ErrataProperties.class,
    AdoptionProperties.class,
    DeadlineProperties.class,
    JsonProperties.class,
    CorsProperties.class,
    ServerProperties.class
})
public final class ErrataAutoConfiguration {
    private static final String TOMCAT_FACTORY =
            "org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory";

    private static final String JETTY_FACTORY = "org.springframework.boot.jetty.servlet.JettyServletWebServerFactory";

    private static final boolean TOMCAT = isPresent(TOMCAT_FACTORY);
    private static final boolean JETTY = isPresent(JETTY_FACTORY);

    /** The catalog that the class path offers. */
    @Bean
    @ConditionalOnMissingBean
    Catalog errataCatalog(ResourceLoader resources) {
        return Catalogs.only(loader(resources));
    }

    /** The clock of guards. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource errataClock() {
        return InstantSource.system();
    }

    /** The names of requests. */
    @Bean
    @ConditionalOnMissingBean
    RequestIds errataRequestIds(Catalog catalog) {
        return new RequestIds(catalog, new SecureRandom());
    }

    /** How JSON is read. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "errata.mode", havingValue = "enforce", matchIfMissing = true)
    static class JsonConfiguration {
        /** First among the customizers, so that the application's own have the last word. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        JsonMapperBuilderCustomizer errataStrictJson(JsonProperties json) {
            return new StrictJson(json);
        }

        /** What bounds are set is read by Boot, which makes what reads JSON. */
        @Configuration(proxyBeanMethods = false)
        @Conditional(BoundedJson.class)
        @PropertySource("classpath:META-INF/errata-json-bounds.properties")
        static class BoundsConfiguration {}
    }

    /** Mappings of the application are asked in their order, before all that Errata knows by itself. */
    @Bean
    ServletDoor errataDoor(
            Catalog catalog,
            RequestIds ids,
            ErrataProperties properties,
            JsonMapper mapper,
            ObjectProvider<GuardChain> guards,
            ObjectProvider<ErrorMapping> mappings,
            ObjectProvider<Store> stores,
            ObjectProvider<DoorListener> listeners,
            ServerProperties server) {
        long limit = properties.maxBodyBytes();
        Door.Builder door = Door.of(catalog, ids)
                .settings(new DoorSettings(docsUrl(properties, server), properties.challenge(), limit))
                .guards(guards.getIfAvailable(GuardChain::of))
                // Not before a request is there: the door is made with the web server, before the application's own.
                .stores(SingletonSupplier.of(() -> stores.orderedStream().toList()))
                .listener(listeners.orderedStream().reduce(new DoorLog(), DoorListener::and));
        mappings.orderedStream().forEach(door::mapping);
        if (TOMCAT) {
            door.framework(new TomcatErrors(catalog, limit));
        }
        if (JETTY) {
            door.framework(new JettyErrors(catalog, limit));
        }
        return new ServletDoor(door.framework(new MvcErrors(catalog, mapper, limit))
                .framework(new SecurityErrors(catalog, limit))
                .library(new PersistenceErrors(catalog))
                .library(new ResilienceErrors(catalog))
                .library(new AnnotatedStatuses(catalog, limit))
                .build());
    }

    /** Addresses that are relative to the service begin with what stands before all its routes. */
    private static String docsUrl(ErrataProperties properties, ServerProperties server) {
        return properties.docsUrl().isEmpty() ? contextPath(server) : properties.docsUrl();
    }

    private static String contextPath(ServerProperties server) {
        String path = server.getServlet().getContextPath();
        return path == null ? "" : path;
    }

    private static ForwardHeadersStrategy forwarding(ServerProperties server) {
        ForwardHeadersStrategy strategy = server.getForwardHeadersStrategy();
        return strategy == null ? ForwardHeadersStrategy.NONE : strategy;
    }

    /** Told of only where nothing else says whom to believe. */
    private static UndeclaredProxies undeclared(ServerProperties server, Environment environment) {
        CloudPlatform cloud = CloudPlatform.getActive(environment);
        boolean believed = server.getForwardHeadersStrategy() == null
                ? cloud != null && cloud.isUsingForwardHeaders()
                : forwarding(server) != ForwardHeadersStrategy.NONE;
        return new UndeclaredProxies(!believed);
    }

    /** Who is believed when it says for whom it asks. */
    @Bean
    TrustedProxies errataTrustedProxies(ErrataProperties properties, ServerProperties server) {
        return TrustedProxies.of(properties.trustedProxies(), server.getForwardHeadersStrategy());
    }

    /** Which requests are in the contract. */
    @Bean
    AdoptionScope errataAdoptionScope(AdoptionProperties adoption) {
        return AdoptionScope.of(adoption);
    }

    /** Which pages of other origins may read answers. */
    @Bean
    Cors errataCors(CorsProperties properties, Catalog catalog) {
        return Cors.of(properties, catalog.requestId().header());
    }

    /** Answers in the contract. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "errata.mode", havingValue = "enforce", matchIfMissing = true)
    static class EnforcingConfiguration {
        @Bean
        FilterRegistrationBean<ErrataFilter> errataFilter(
                ServletDoor door,
                AdoptionScope scope,
                AdoptionProperties adoption,
                ErrataProperties properties,
                ServerProperties server,
                TrustedProxies proxies,
                Cors cors,
                Environment environment,
                ResourceLoader resources)
                throws IOException {
            Catalog catalog = door.door().catalog();
            Map<String, byte[]> site = DocSite.files(catalog, loader(resources));
            DocPages pages =
                    site.isEmpty() ? null : new DocPages(catalog, contextPath(server) + properties.docsPath(), site);
            ForwardHeadersStrategy forwarding =
                    proxies.areDeclared() ? ForwardHeadersStrategy.NATIVE : forwarding(server);
            ForwardedBase base = new ForwardedBase(
                    properties.docsUrl().isEmpty() ? forwarding : ForwardHeadersStrategy.NONE, proxies.areDeclared());
            boolean keepsBodies = adoption.ownBodies() == AdoptionProperties.Choice.KEEP;
            FilterRegistrationBean<ErrataFilter> registration = new FilterRegistrationBean<>(
                    new ErrataFilter(door, pages, scope, base, undeclared(server, environment), cors, keepsBodies));
            // Guards ask for the address of the caller, which Spring's filter takes from what proxies say.
            registration.setOrder(
                    forwarding == ForwardHeadersStrategy.FRAMEWORK
                            ? Ordered.HIGHEST_PRECEDENCE + 1
                            : Ordered.HIGHEST_PRECEDENCE);
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
            return registration;
        }

        @Bean
        EnvelopeExceptionResolver errataExceptionResolver(
                ServletDoor door,
                AdoptionScope scope,
                AdoptionProperties adoption,
                ObjectProvider<HandlerExceptionResolver> resolvers) {
            OwnHandlers own =
                    adoption.exceptionHandlers() == AdoptionProperties.Choice.KEEP ? new OwnHandlers(resolvers) : null;
            return new EnvelopeExceptionResolver(door, scope, own);
        }

        @Bean
        @Conditional(WholeScope.class)
        static StaticFiles errataStaticFiles(ResourceLoader resources, Environment environment) {
            return new StaticFiles(resources, environment);
        }

        /** Keeps Boot's own away and has no route: who asks for it is told that it is not there. */
        @Bean
        @Conditional(WholeScope.class)
        ErrorController errataErrorController() {
            return new ErrorController() {};
        }

        @Bean
        WebMvcConfigurer errataWebMvc(Catalog catalog) {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new AccessInterceptor(catalog)).order(Ordered.HIGHEST_PRECEDENCE);
                }

                @Override
                public void addFormatters(FormatterRegistry formatters) {
                    formatters.addConverter(String.class, String.class, new NulText());
                }

                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new CallerResolver(catalog));
                }
            };
        }
    }

    /** Tells what would be answered in the contract, and changes nothing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "errata.mode", havingValue = "observe")
    static class ObservingConfiguration {
        /** What would differ, counted. */
        @Bean
        Observations errataObservations() {
            return new Observations();
        }

        @Bean
        FilterRegistrationBean<ObservingFilter> errataObservingFilter(
                ServletDoor door, AdoptionScope scope, Observations observations) {
            FilterRegistrationBean<ObservingFilter> registration =
                    new FilterRegistrationBean<>(new ObservingFilter(door.door(), scope, observations));
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }

        @Bean
        ObservingFilter.Resolver errataObservingResolver() {
            return new ObservingFilter.Resolver();
        }
    }

    /** Where Tomcat is the container. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = TOMCAT_FACTORY)
    @ConditionalOnProperty(name = "errata.mode", havingValue = "enforce", matchIfMissing = true)
    static class TomcatConfiguration {
        @Bean
        TomcatCustomizer errataTomcatCustomizer(
                Catalog catalog,
                ServletDoor door,
                AdoptionScope scope,
                Cors cors,
                DeadlineProperties deadlines,
                ObjectProvider<TomcatServerProperties> tomcat,
                Environment environment) {
            return new TomcatCustomizer(
                    catalog,
                    door,
                    scope,
                    cors,
                    deadlines,
                    tomcat.getIfAvailable(TomcatServerProperties::new),
                    Threading.VIRTUAL.isActive(environment));
        }

        @Bean
        TomcatProxies errataTomcatProxies(TrustedProxies proxies) {
            return new TomcatProxies(proxies);
        }
    }

    /** Where Micrometer is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class MetricsConfiguration {
        @Bean
        DoorListener errataDoorMetrics(ObjectProvider<MeterRegistry> registries) {
            // Not before the first error: the door is made with the web server, before the application's own.
            return new DoorMetrics(SingletonSupplier.ofNullable(registries::getIfAvailable));
        }
    }

    /** Where Jetty is the container. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = JETTY_FACTORY)
    @ConditionalOnProperty(name = "errata.mode", havingValue = "enforce", matchIfMissing = true)
    static class JettyConfiguration {
        @Bean
        JettyCustomizer errataJettyCustomizer(
                ServletDoor door,
                AdoptionScope scope,
                Cors cors,
                DeadlineProperties deadlines,
                ObjectProvider<JettyServerProperties> jetty) {
            return new JettyCustomizer(door, scope, cors, deadlines, jetty.getIfAvailable(JettyServerProperties::new));
        }

        @Bean
        JettyProxies errataJettyProxies(TrustedProxies proxies) {
            return new JettyProxies(proxies);
        }
    }

    /** Records how event streams end; the application hands it to its logs. */
    @Bean
    @ConditionalOnMissingBean
    StreamListener errataStreamListener() {
        return new StreamEndings();
    }

    @Bean
    EventStreams errataEventStreams(
            Catalog catalog, ServletDoor door, ObjectProvider<RequestMappingHandlerAdapter> adapters) {
        return new EventStreams(catalog, door, adapters);
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, ErrataAutoConfiguration.class.getClassLoader());
    }

    private static ClassLoader loader(ResourceLoader resources) {
        ClassLoader loader = resources.getClassLoader();
        return loader == null ? ErrataAutoConfiguration.class.getClassLoader() : loader;
    }
}
