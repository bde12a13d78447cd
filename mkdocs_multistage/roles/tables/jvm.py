"""What the commands of Java, Kotlin, Scala and Clojure projects do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_MAVEN_DEPENDENCIES = any_of(
    "*dependency:go-offline *dependency:resolve* *dependency:copy-dependencies dependency:* *:resolve* *go-offline-maven-plugin* *:resolve-dependencies"
)
_MAVEN_ARTIFACTS = any_of(
    "~*package ~install ~deploy ~native:compile ~*:build ~*:native ~*jib:* ~quarkus:build ~spring-boot:build-image ~assembly:*"
)
_GRADLE_DEPENDENCIES = any_of(
    "~dependencies ~*:dependencies ~*resolve* ~*ownloadDep* ~downloadRepos ~getDeps ~cacheDependencies ~resolveDependencies"
)
_GRADLE_ARTIFACTS = any_of(
    "~*build* ~*Build* ~assemble* ~*:assemble* ~*ootJar ~*hadowJar ~*jar ~*Jar ~*nstallDist ~*istTar ~*istZip ~nativeCompile ~bootWar ~war "
    "~publish* ~jlink ~stage ~compile* ~*lasses"
)
_SBT_ARTIFACTS = any_of(
    "~*assembly ~*stage ~*dist ~*universal* ~*ackage* ~*compile ~*publish* ~*docker:* ~*nativeLink ~*fastOptJS ~*fullOptJS ~*nativeImage ~*fullLinkJS"
)

JVM: Table = {
    f"mvn {_MAVEN_DEPENDENCIES}": "deps",
    f"mvn {_MAVEN_ARTIFACTS}": "compile",
    "mvn ~quarkus:dev|~spring-boot:run|~jetty:run": "dev",
    "mvn ~test|~verify|~*checkstyle*|~*spotless:check|~sonar*|~integration-test|~failsafe*": "test",
    "mvn ~compile|~generate-sources|~process-resources|~*:wrapper|~process-classes": "compile",
    "mvn ~dependency:*|~clean": "deps",
    "mvn": "compile",
    f"gradle {_GRADLE_DEPENDENCIES}": "deps",
    f"gradle {_GRADLE_ARTIFACTS}": "compile",
    "gradle ~*bootRun|~quarkusDev|~run|~*:run": "dev",
    "gradle --continuous|-t": "dev",
    "gradle ~test|~*:test|~*Test|~check|~*:check|~*Check|~detekt|~ktlint*|~lint*": "test",
    "gradle ~*enerate*": "build",
    "gradle ~wrapper|~help|~tasks|~init|~properties": "deps",
    "gradle $": "deps",
    "gradle": "compile",
    "sbt update|*update": "deps",
    f"sbt {_SBT_ARTIFACTS}": "compile",
    "sbt ~*test*|~*scalafmtCheck*|~*scalafix*": "test",
    "sbt ~*run": "dev",
    "sbt": "deps",
    "mill *assembly|*jar|*compile*": "compile",
    "scala-cli package|--power": "build",
    "lein deps": "deps",
    "lein uberjar|jar|ring|cljsbuild|compile": "build",
    "lein test": "test",
    "lein repl|figwheel": "dev",
    "ant|lein <script>": "build",
    "clojure|clj -P": "deps",
    "clojure|clj -T*|-X*": "build",
    "jlink|native-image|javac|kotlinc|jpackage|jar|scalac|jdeps|jaotc|layertools": "build",
    "java -Djarmode=layertools|-Djarmode=tools|-XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*": "build",
    "java -Xdebug|-agentlib:jdwp*": "dev",
    "java": "run",
    "kc.sh build": "build",
    "kc.sh start-dev": "dev",
    "kc.sh": "run",
    "jib build": "build",
    "quarkus create": "generate",
}
