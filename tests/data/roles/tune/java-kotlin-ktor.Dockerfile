FROM gradle:8.6-jdk21 AS cache
ENV GRADLE_USER_HOME=/cache
COPY build.gradle.kts gradle.properties settings.gradle.kts /warmup/
COPY gradle/libs.versions.toml /warmup/gradle/
WORKDIR /warmup
RUN gradle resolveAllDependencies --no-daemon --console=plain

FROM gradle:8.6-jdk21 AS fatjar
COPY --from=cache /cache /home/gradle/.gradle
COPY . /app
WORKDIR /app
RUN gradle buildFatJar --no-daemon --offline

FROM eclipse-temurin:21-jre-alpine
EXPOSE 8080
COPY --from=fatjar /app/build/libs/tide-tables.jar /app.jar
ENTRYPOINT ["java", "-jar", "/app.jar"]
