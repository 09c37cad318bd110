"""Cards (牌) that one unit was shown in one case: called for by the rules, issued, explained, withdrawn by a person."""
