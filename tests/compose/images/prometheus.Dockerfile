# Debian's Prometheus under the official image's entry point, user and folder; wget asks after its health.
FROM huying-test/debian
RUN apt-get update -q && apt-get install -q -y --no-install-recommends prometheus wget \
    && rm -rf /var/lib/apt/lists/* && install -d -o nobody -g nogroup /prometheus
USER nobody
ENTRYPOINT ["prometheus"]
