"""What tests share: given/when/then, fakes held to the real ones' contract tests, private servers."""
