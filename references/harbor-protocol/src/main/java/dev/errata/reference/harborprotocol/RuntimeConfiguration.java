package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import dev.errata.store.jdbc.Database;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.json.JsonMapper;

/** Sessions, tasks and what runs them. */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {
    @Bean
    Sessions sessions(Database database, Catalog catalog, InstantSource clock) {
        return new Sessions(database, catalog, clock);
    }

    @Bean
    Tasks tasks(Database database, InstantSource clock) {
        Tasks tasks = new Tasks(database);
        tasks.failUnfinished(clock.instant());
        return tasks;
    }

    @Bean(destroyMethod = "close")
    Runs runs(Tasks tasks, Bus bus, InstantSource clock) {
        return new Runs(tasks, bus, clock);
    }

    @Bean
    TaskControl taskControl(
            Database database,
            Sessions sessions,
            Tasks tasks,
            Runs runs,
            Bus bus,
            Valid valid,
            Ids ids,
            JsonMapper json,
            InstantSource clock) {
        return new TaskControl(database, sessions, tasks, runs, bus, valid, ids, json, clock);
    }

    @Bean
    Steering steering(Runs runs, Catalog catalog) {
        return new Steering(runs, catalog);
    }

    @Bean
    Records records(Sessions sessions, Tasks tasks, Valid valid) {
        return new Records(sessions, tasks, valid);
    }

    @Bean
    Flows flows(Database database, Sessions sessions, Tasks tasks, Bus bus, Valid valid, Ids ids, InstantSource clock) {
        return new Flows(database, sessions, tasks, bus, valid, ids, clock);
    }

    @Bean
    Sweep sweep(Runs runs, Sessions sessions) {
        return new Sweep(runs, sessions);
    }

    /** Ends, now and then, what nobody will ever ask for again. */
    record Sweep(Runs runs, Sessions sessions) {
        @Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT15M")
        void sweep() {
            runs.sweep(sessions);
        }
    }
}
