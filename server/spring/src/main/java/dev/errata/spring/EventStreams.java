package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Door;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.Subscription;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Sends the {@link EventStream} that a handler returns. All streams share one thread, which never blocks; an idle stream
 * holds a connection and nothing else.
 */
final class EventStreams implements HandlerMethodReturnValueHandler, SmartInitializingSingleton, SmartLifecycle {
    private static final long TICK_MS = 1000;
    private static final long GOODBYE_MS = 2000;
    private static final long STEP_MS = 10;

    private final Catalog catalog;
    private final ServletDoor door;
    private final ObjectProvider<RequestMappingHandlerAdapter> adapters;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledThreadPoolExecutor thread;
    private boolean stopped = true;

    EventStreams(Catalog catalog, ServletDoor door, ObjectProvider<RequestMappingHandlerAdapter> adapters) {
        this.catalog = catalog;
        this.door = door;
        this.adapters = adapters;
    }

    /** Whether the client says that it wants a stream; it may get one without saying so. */
    static boolean asksForStream(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .anyMatch(accept -> accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    /** Stands before Spring's own handlers: the one for bodies would take the streams of REST controllers for JSON. */
    @Override
    public void afterSingletonsInstantiated() {
        adapters.forEach(adapter -> {
            List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>(List.of(this));
            handlers.addAll(Objects.requireNonNullElse(adapter.getReturnValueHandlers(), List.of()));
            adapter.setReturnValueHandlers(handlers);
        });
    }

    @Override
    public boolean supportsReturnType(MethodParameter returned) {
        return EventStream.class.isAssignableFrom(returned.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter returned, ModelAndViewContainer container, NativeWebRequest web)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        HttpServletResponse response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
        if ("HEAD".equals(request.getMethod())) {
            headers(response);
            return;
        }
        EventStream stream = (EventStream) Objects.requireNonNull(value, "A handler returned no event stream");
        ServletSink sink = new ServletSink(door, request, response);
        Subscription subscription = stream.open(request.getHeader("Last-Event-ID"), sink, thread());
        open.add(subscription);
        headers(response);
        SinkListener listener = new SinkListener(sink, subscription);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        async.addListener(listener);
        response.getOutputStream().setWriteListener(listener);
    }

    private static void headers(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Asks a proxy in front not to collect events before it passes them on.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private synchronized ScheduledThreadPoolExecutor thread() {
        if (stopped) {
            throw catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Door.BACK))
                    .exception();
        }
        if (thread == null) {
            ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
                Thread one = new Thread(task, "event-streams");
                one.setDaemon(true);
                return one;
            });
            var unused = made.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
            thread = made;
        }
        return thread;
    }

    private void tick() {
        open.removeIf(Subscription::isEnded);
        open.forEach(Subscription::tick);
    }

    @Override
    public synchronized void start() {
        stopped = false;
    }

    /**
     * Ends the streams before the server waits for its requests to end, of which they are some. Readers that are slow get
     * a little time to take what is left.
     */
    @Override
    public synchronized void stop() {
        stopped = true;
        ScheduledThreadPoolExecutor last = thread;
        thread = null;
        if (last == null) {
            return;
        }
        open.forEach(subscription -> subscription.end(null));
        try {
            for (long waited = 0; waited < GOODBYE_MS && anyIsOpen(); waited += STEP_MS) {
                boolean unused = last.awaitTermination(STEP_MS, TimeUnit.MILLISECONDS);
            }
            open.forEach(Subscription::cut);
            last.shutdown();
            boolean unused = last.awaitTermination(GOODBYE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.shutdownNow();
        open.clear();
    }

    private boolean anyIsOpen() {
        return !open.stream().allMatch(Subscription::isEnded);
    }

    @Override
    public synchronized boolean isRunning() {
        return !stopped;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
