FROM eclipse-temurin:17-jdk-alpine AS jre
RUN apk add --no-cache binutils
RUN jlink --add-modules java.base,java.logging,java.naming,java.sql,jdk.crypto.ec \
      --compress=2 --no-header-files --no-man-pages --strip-debug --output /jre

FROM gradle:8.5-jdk17-alpine AS app-build
WORKDIR /courier
COPY . .
RUN gradle --no-daemon shadowJar

FROM alpine:3.19
COPY --from=jre /jre /opt/jre
COPY --from=app-build /courier/build/libs/courier-all.jar /opt/courier.jar
ENV PATH=/opt/jre/bin:$PATH
CMD ["java", "-XX:MaxRAMPercentage=75", "-jar", "/opt/courier.jar"]
