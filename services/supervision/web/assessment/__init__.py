"""The pages and API of assessment: figures, the cases behind them, exclusions, briefs and early warning."""
