# Étape 1 : compilation
FROM gradle:7.6-jdk17 AS compilation
WORKDIR /projet
COPY build.gradle settings.gradle gradle.properties ./
COPY gradle ./gradle
RUN gradle dependencies --no-daemon || true
COPY src ./src
RUN gradle bootJar --no-daemon

# Étape 2 : exécution
FROM amazoncorretto:17-alpine
ENV SPRING_PROFILES_ACTIVE=prod
RUN addgroup -S appli && adduser -S appli -G appli
USER appli
COPY --from=compilation /projet/build/libs/*.jar /appli/appli.jar
EXPOSE 8080
ENTRYPOINT exec java $JAVA_OPTS -jar /appli/appli.jar
