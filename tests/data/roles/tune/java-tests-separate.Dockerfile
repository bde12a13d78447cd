FROM maven:3.8-jdk-11-slim AS dependencies
WORKDIR /opt/app
COPY pom.xml .
COPY billing-api/pom.xml billing-api/pom.xml
COPY billing-core/pom.xml billing-core/pom.xml
RUN mvn -B -e org.apache.maven.plugins:maven-dependency-plugin:3.1.2:go-offline -DexcludeArtifactIds=billing-core

FROM dependencies AS package
COPY billing-api billing-api
COPY billing-core billing-core
RUN mvn -B -e -o clean install -DskipTests=true

FROM package AS integration-test
ENV SPRING_PROFILES_ACTIVE=it
CMD ["mvn", "-B", "-o", "verify", "-Pintegration"]

FROM openjdk:11-jre-slim
WORKDIR /opt/app
COPY --from=package /opt/app/billing-api/target/*.jar ./billing.jar
EXPOSE 8080 8081
ENTRYPOINT [ "java", "-jar", "/opt/app/billing.jar" ]
