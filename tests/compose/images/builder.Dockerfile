# The same with pip and the PDF's font, for the first stage alone.
FROM huying-test/python
RUN apt-get update -q && apt-get install -q -y --no-install-recommends python3-pip fonts-wqy-microhei && rm -rf /var/lib/apt/lists/*
