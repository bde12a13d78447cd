FROM alpine:3.12 as lower_stage
RUN echo lower > /lower.txt

FROM lower_stage as MIXED_stage
RUN echo mixed > /mixed.txt

FROM MIXED_stage as LAST_stage
RUN echo last > /last.txt && ls -l /*.txt
