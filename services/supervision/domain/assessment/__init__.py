"""What units are judged by: milestones of cases, the rows they make, and the rates over those rows. Pure."""
