FROM bellsoft/liberica-openjdk-debian:21 AS package
WORKDIR /workspace
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -DskipTests clean package

FROM bellsoft/liberica-openjre-debian:21-cds AS optimizer
WORKDIR /app
COPY --from=package /workspace/target/*.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --launcher

FROM bellsoft/liberica-openjre-debian:21-cds AS archive
WORKDIR /app
COPY --from=optimizer /app/app/dependencies/ ./
COPY --from=optimizer /app/app/spring-boot-loader/ ./
COPY --from=optimizer /app/app/application/ ./
RUN java -XX:ArchiveClassesAtExit=app.jsa -Dspring.context.exit=onRefresh org.springframework.boot.loader.launch.JarLauncher

FROM bellsoft/liberica-openjre-debian:21-cds
WORKDIR /app
COPY --from=archive /app/ ./
ENTRYPOINT ["java", "-XX:SharedArchiveFile=app.jsa", "org.springframework.boot.loader.launch.JarLauncher"]
