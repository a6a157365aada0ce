// The domain: plan, libraries, assignment, ledger, results, publication; a folder each.
