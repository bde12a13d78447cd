FROM sbtscala/scala-sbt:eclipse-temurin-jammy-17.0.5_8_1.8.2_2.13.10 AS build

WORKDIR /root

# warm the launcher
COPY project/build.properties project/plugins.sbt project/
RUN sbt sbtVersion

COPY build.sbt .
RUN sbt update

COPY src src
RUN sbt assembly

FROM eclipse-temurin:17-jre-jammy
RUN adduser --system --group spark
COPY --from=build /root/target/scala-2.13/aviary-assembly-*.jar /opt/aviary.jar
USER spark
EXPOSE 9000
CMD ["java", "-Xmx512m", "-jar", "/opt/aviary.jar"]
