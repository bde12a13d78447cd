FROM curlimages/curl:8.6.0 AS otel
RUN curl -fsSL -o /tmp/otel.jar https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/download/v2.1.0/opentelemetry-javaagent.jar

FROM maven:3-jdk-8-alpine AS war
COPY settings.xml /root/.m2/settings.xml
COPY . /project
RUN cd /project && mvn -B -Pprod verify

FROM tomcat:9.0-jre8-alpine
MAINTAINER plattform@example.org
RUN rm -rf /usr/local/tomcat/webapps/*
COPY --from=otel /tmp/otel.jar /opt/otel.jar
COPY --from=war /project/web/target/*.war /usr/local/tomcat/webapps/ROOT.war
ENV CATALINA_OPTS="-javaagent:/opt/otel.jar"
EXPOSE 8080
