FROM maven:3.8-jdk-11-slim AS dependencies
WORKDIR /billing
COPY pom.xml .
COPY billing-api/pom.xml billing-api/
COPY billing-core/pom.xml billing-core/
RUN mvn -B dependency:resolve dependency:resolve-plugins -DexcludeGroupIds=org.example.billing

FROM dependencies AS package
COPY . .
RUN mvn -B -o install -DskipTests

FROM package AS integration-test
ENV SPRING_PROFILES_ACTIVE=it
CMD ["mvn", "-B", "-o", "verify", "-Pintegration"]

FROM openjdk:11-jre-slim
COPY --from=package /billing/billing-api/target/billing-api.jar /opt/billing.jar
EXPOSE 8080 8081
ENTRYPOINT ["java", "-jar", "/opt/billing.jar"]
