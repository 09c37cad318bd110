# The same with pip, for the first stage alone.
FROM huying-test/python
RUN apt-get update -q && apt-get install -q -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*
