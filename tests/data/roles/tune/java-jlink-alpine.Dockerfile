FROM eclipse-temurin:17-jdk-alpine AS jre-build
RUN apk add --no-cache binutils
RUN $JAVA_HOME/bin/jlink \
      --add-modules java.base,java.logging,java.sql,java.naming,jdk.crypto.ec \
      --strip-debug --no-man-pages --no-header-files --compress=2 \
      --output /javaruntime

FROM gradle:8.5-jdk17-alpine AS app-build
USER gradle
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle shadowJar --no-daemon

FROM alpine:3.19
ENV JAVA_HOME=/opt/java
ENV PATH="${JAVA_HOME}/bin:${PATH}"
COPY --from=jre-build /javaruntime $JAVA_HOME
COPY --from=app-build /home/gradle/src/build/libs/courier-all.jar /opt/courier/courier.jar
CMD ["java", "-XX:MaxRAMPercentage=75", "-jar", "/opt/courier/courier.jar"]
