# Projects one country by bayesPop from the files that bayespop.py wrote, and prints the CPU time
# without what reading the trajectories from their files takes.
#
#   Rscript bayespop.R FOLDER TRAJECTORIES CODE PRESENT_YEAR END_YEAR
asked <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(bayesPop))
at <- function(name) file.path(asked[1], name)
cpu <- function(times) times[["user.self"]] + times[["sys.self"]]
reading <- system.time({
  for (name in c("migMtraj", "migFtraj")) data.table::fread(at(paste0(name, ".csv")))
  for (name in c("tfr", "e0F", "e0M")) read.csv(at(paste0(name, ".csv")))
})
spent <- system.time(
  found <- pop.predict(
    countries = as.integer(asked[3]), nr.traj = as.integer(asked[2]), annual = TRUE,
    present.year = as.integer(asked[4]), end.year = as.integer(asked[5]), start.year = 1900,
    wpp.year = 2019, fixed.pasfr = TRUE, output.dir = at("output"), replace.output = TRUE,
    verbose = FALSE,
    inputs = list(
      popM = at("popM.txt"), popF = at("popF.txt"), mxM = at("mxM.txt"), mxF = at("mxF.txt"),
      srb = at("srb.txt"), pasfr = at("pasfr.txt"), migM = at("migM.txt"), migF = at("migF.txt"),
      migMtraj = at("migMtraj.csv"), migFtraj = at("migFtraj.csv"), tfr.file = at("tfr.csv"),
      e0F.file = at("e0F.csv"), e0M.file = at("e0M.csv")
    )
  )
)
median <- found$quantiles[1, "0.5", ]
cat("version", as.character(packageVersion("bayesPop")), "\n")
cat("trajectories", found$nr.traj, "\n")
cat("cpu_seconds", cpu(spent) - cpu(reading), "\n")
cat("last_total", median[[length(median)]], "\n")
