/** What Glue compiles and starts: it hands `--trueup-job` to the job's jar, in `--trueup-region`. */
object Recompute {

  def main(arguments: Array[String]): Unit = {
    def value(name: String): String = {
      val at = arguments.indexOf(name)
      require(at >= 0 && at + 1 < arguments.length, s"job without $name and its value")
      arguments(at + 1)
    }
    System.setProperty("aws.region", value("--trueup-region"))
    io.trueup.batch.RecomputeMain.main(Array(value("--trueup-job")))
  }
}
