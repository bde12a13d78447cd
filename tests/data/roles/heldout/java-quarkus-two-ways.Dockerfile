## Build the JVM flavour
FROM registry.access.redhat.com/ubi8/openjdk-17:1.18 AS jvm-build
USER root
WORKDIR /code
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN ./mvnw -B package -DskipTests

## Build the native flavour
FROM quay.io/quarkus/ubi-quarkus-mandrel-builder-image:23.0-java17 AS native-build
COPY --chown=quarkus:quarkus . /code
USER quarkus
WORKDIR /code
RUN ./mvnw -B package -Dnative -DskipTests

FROM registry.access.redhat.com/ubi8/openjdk-17-runtime:1.18 AS jvm
COPY --from=jvm-build --chown=185 /code/target/quarkus-app/ /deployments/
EXPOSE 8080
ENV JAVA_APP_JAR="/deployments/quarkus-run.jar"

FROM quay.io/quarkus/quarkus-micro-image:2.0
WORKDIR /work/
COPY --from=native-build --chown=1001:root /code/target/*-runner /work/application
EXPOSE 8080
USER 1001
CMD ["./application", "-Dquarkus.http.host=0.0.0.0"]
