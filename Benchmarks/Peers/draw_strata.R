# sampling::strata (Tillé and Matei): a stratified sample of exact sizes, the pool in memory already.
suppressMessages(library(sampling))
pool <- read.csv(commandArgs(TRUE)[1], colClasses = "character")
pool <- pool[order(pool$class), ]
sizes <- ceiling(table(pool$class) * c(0.10, 0.20, 0.35, 0.50))
set.seed(1)
time <- system.time(chosen <- strata(pool, "class", as.vector(sizes), method = "srswor"))
cat(time[["elapsed"]], nrow(chosen), "\n")
