# The JAR comes from the CI job before; here it is only taken apart.
FROM eclipse-temurin:21-jre AS layers
WORKDIR /tmp/layers
ADD build/libs/reservations-*.jar app.jar
RUN java -Djarmode=layertools -jar app.jar extract --destination out

FROM eclipse-temurin:21-jre-alpine
LABEL org.opencontainers.image.title="reservations"
RUN adduser -S -D boot
USER boot
WORKDIR /srv/reservations
COPY --from=layers /tmp/layers/out/dependencies .
COPY --from=layers /tmp/layers/out/snapshot-dependencies .
COPY --from=layers /tmp/layers/out/spring-boot-loader .
COPY --from=layers /tmp/layers/out/application .
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "org.springframework.boot.loader.launch.JarLauncher"]
