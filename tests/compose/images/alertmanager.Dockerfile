# Debian's Alertmanager in the same way.
FROM huying-test/debian
RUN apt-get update -q && apt-get install -q -y --no-install-recommends prometheus-alertmanager wget \
    && rm -rf /var/lib/apt/lists/* && install -d -o nobody -g nogroup /alertmanager
USER nobody
ENTRYPOINT ["prometheus-alertmanager"]
