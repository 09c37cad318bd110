"""Early warning (监测预警): surges of appeals, and cases at risk. Pure."""
