package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.artifacts.ArtifactRecords;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.flows.FlowRuns;
import dev.errata.reference.harborprotocol.flows.Flows;
import dev.errata.reference.harborprotocol.method.Ids;
import dev.errata.reference.harborprotocol.method.Valid;
import dev.errata.reference.harborprotocol.posture.SearchMethods;
import dev.errata.reference.harborprotocol.tasks.Instances;
import dev.errata.reference.harborprotocol.tasks.PauseMethods;
import dev.errata.reference.harborprotocol.tasks.Pauses;
import dev.errata.reference.harborprotocol.tasks.Run;
import dev.errata.reference.harborprotocol.tasks.Runs;
import dev.errata.reference.harborprotocol.tasks.SessionMethods;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.reference.harborprotocol.tasks.Signals;
import dev.errata.reference.harborprotocol.tasks.Steering;
import dev.errata.reference.harborprotocol.tasks.TaskControl;
import dev.errata.reference.harborprotocol.tasks.TaskMethods;
import dev.errata.reference.harborprotocol.tasks.Tasks;
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

    @Bean(initMethod = "enter", destroyMethod = "close")
    Instances instances(Database database, Ids ids) {
        // In real time: whether a process lives must not depend on what time it is told.
        return new Instances(database, InstantSource.system(), ids.next("rt"));
    }

    @Bean
    Tasks tasks(Database database, Instances instances) {
        return new Tasks(database, instances.own());
    }

    @Bean
    Signals signals(Database database, JsonMapper json) {
        return new Signals(database, json);
    }

    @Bean(destroyMethod = "close")
    Runs runs(Tasks tasks, Bus bus, InstantSource clock, Ids ids) {
        return new Runs(tasks, bus, clock, ids);
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
    Steering steering(Runs runs, Tasks tasks, Signals signals, Bus bus, Catalog catalog) {
        return new Steering(runs, tasks, signals, bus, catalog);
    }

    @Bean
    Pauses pauses(Database database) {
        return new Pauses(database);
    }

    @Bean
    TaskMethods taskMethods(Sessions sessions, Tasks tasks, Valid valid, JsonMapper json) {
        return new TaskMethods(sessions, tasks, valid, json);
    }

    @Bean
    SessionMethods sessionMethods(
            Sessions sessions, Tasks tasks, Pauses pauses, ArtifactRecords artifacts, Bus bus, Valid valid) {
        return new SessionMethods(sessions, tasks, pauses, artifacts, bus, valid);
    }

    @Bean
    SearchMethods searchMethods(Sessions sessions, Tasks tasks, ArtifactRecords artifacts, Bus bus, Valid valid) {
        return new SearchMethods(sessions, tasks, artifacts, bus, valid);
    }

    @Bean
    PauseMethods pauseMethods(Pauses pauses, Valid valid) {
        return new PauseMethods(pauses, valid);
    }

    @Bean
    FlowRuns flowRuns(Database database) {
        return new FlowRuns(database);
    }

    @Bean
    Flows flows(FlowRuns runs, Bus bus, Valid valid, Ids ids, InstantSource clock, Catalog catalog) {
        return new Flows(runs, bus, valid, ids, clock, catalog);
    }

    @Bean
    Sweep sweep(Runs runs, Sessions sessions, Instances instances, Signals signals) {
        return new Sweep(runs, sessions, instances, signals);
    }

    /** What is done again and again: taking in what came to other processes, and ending what nobody will ask for. */
    record Sweep(Runs runs, Sessions sessions, Instances instances, Signals signals) {
        @Scheduled(fixedDelay = 2_000)
        void look() {
            instances.look();
        }

        @Scheduled(fixedDelay = 200)
        void receive() {
            for (Signals.Addressed one : signals.take(instances.own())) {
                Run run = runs.find(one.owner(), one.task());
                if (run != null) {
                    run.take(one.signal());
                }
            }
        }

        @Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT15M")
        void sweep() {
            runs.sweep(sessions);
        }
    }
}
