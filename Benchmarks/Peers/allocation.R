# The continuous optimum of stratallo (RNABOX; Wesołowski, Wieczorkowski and Wójciak 2024), a peer of
# Benchmarks/Allocation, on the problems that allocation.py has written.
#
# Run: python3 Peers/allocation.py FOLDER, then Rscript Peers/allocation.R FOLDER
# Needs: install.packages("stratallo"), GPL-2.

if (!requireNamespace("stratallo", quietly = TRUE)) {
  stop('stratallo is not installed; install.packages("stratallo"), or leave this peer out')
}
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name, size) {
  file <- file.path(folder, name)
  readBin(file, "double", size)
}

for (strata in c(1e3, 1e4, 1e5, 1e6)) {
  for (plan in c("A", "B")) {
    name <- sprintf("%d-%s", as.integer(strata), plan)
    root <- read(paste0(name, "-root"), strata)
    least <- read(paste0(name, "-least"), strata)
    most <- read(paste0(name, "-most"), strata)
    total <- read(paste0(name, "-total"), 1)
    runs <- if (strata > 1e5) 5 else if (strata > 1e4) 9 else 51
    times <- replicate(runs, {
      start <- Sys.time()
      stratallo::rnabox(total, root, most, least)
      as.numeric(Sys.time() - start, units = "secs")
    })
    sizes <- stratallo::rnabox(total, root, most, least)
    stopifnot(abs(sum(sizes) / total - 1) < 1e-9)
    cat(sprintf(
      "continuous sizes %.0e %s/stratallo %s: %.3f ms\n",
      strata, plan, packageVersion("stratallo"), median(times) * 1e3
    ))
  }
}
