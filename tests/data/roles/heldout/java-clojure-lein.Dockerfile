FROM clojure:temurin-17-lein-2.10.0-alpine AS libs
WORKDIR /almanac
COPY project.clj .
RUN lein deps

FROM libs AS jar
COPY . .
RUN lein do clean, uberjar && mv target/*-standalone.jar almanac.jar

FROM eclipse-temurin:17-jre-alpine
COPY --from=jar /almanac/almanac.jar /
EXPOSE 8090
CMD ["java", "-jar", "/almanac.jar"]
