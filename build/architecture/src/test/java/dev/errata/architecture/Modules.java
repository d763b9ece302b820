package dev.errata.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The modules in their order: each may know those before it. */
final class Modules {
    private static final String ROOT = "dev.errata.";
    private static final String REFERENCE = "reference.";
    private static final String API = REFERENCE + "<api>";
    private static final List<String> ORDER = List.of(
            "core",
            "catalog",
            "client",
            "guard",
            "door",
            "store",
            "limits",
            "webhooks",
            "spring",
            "generate",
            "site",
            "probe",
            "maven",
            "cli",
            "reference.control",
            API,
            "reference.serve",
            "benchmarks");

    private Modules() {}

    /** Leaves out what JMH writes, and tests that benchmarks use. */
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/") && !location.contains("-tests.jar");
        }
    }

    /** The place of a class in the order; -1 when its module has none. */
    private static int place(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length()) + ".";
        for (int place = 0; place < ORDER.size(); place++) {
            if (name.startsWith(ORDER.get(place) + ".")) {
                return place;
            }
        }
        return name.startsWith(REFERENCE) ? ORDER.indexOf(API) : -1;
    }

    private static String api(JavaClass type) {
        return type.getPackageName().substring((ROOT + REFERENCE).length()).split("\\.")[0];
    }

    static final ArchCondition<JavaClass> HAVE_A_PLACE = new ArchCondition<>("belong to a module that has a place") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            events.add(new SimpleConditionEvent(
                    type,
                    place(type) >= 0,
                    type.getName() + " belongs to none of " + ORDER + "; give its module a place"));
        }
    };

    static final ArchCondition<JavaClass> KNOW_EARLIER_MODULES_ONLY = new ArchCondition<>("know earlier modules only") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT)) {
                    events.add(new SimpleConditionEvent(type, mayKnow(type, target), dependency.getDescription()));
                }
            }
        }
    };

    private static boolean mayKnow(JavaClass type, JavaClass target) {
        int place = place(type);
        return place == ORDER.indexOf(API) && place == place(target)
                ? api(type).equals(api(target))
                : place(target) <= place;
    }
}
