FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /library
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src src
RUN mvn -B package -DskipTests

FROM eclipse-temurin:17-jre
COPY --from=build /library/target/library.jar /library.jar
EXPOSE 8080
ENTRYPOINT ["java","-jar","/library.jar"]
