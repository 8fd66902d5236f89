package io.trueup.endtoend;

import java.util.List;

/** A request that the API must refuse: with which status, and for which field. */
record BadQuery(String address, int status, String field) {

  private static final String VIEW = "/v1/views/departures_by_origin";

  static List<BadQuery> all() {
    return List.of(
        new BadQuery("/v1/nothing", 404, "path"),
        new BadQuery("/v1/views/departures", 404, "view"),
        new BadQuery("/v1/views/departures/keys", 404, "view"),
        new BadQuery(VIEW + "?origin=ATL&destination=SEA", 400, "destination"),
        new BadQuery(VIEW + "?origin=ATL&every=7m", 400, "every"),
        new BadQuery(VIEW + "?origin=ATL&every=", 400, "every"),
        new BadQuery(VIEW + "?origin=ATL&from=yesterday", 400, "from"),
        new BadQuery(VIEW + "?origin=ATL&from=2001-02-30", 400, "from"),
        new BadQuery(VIEW + "?origin=ATL&from=2001-02-01&to=2001-01-01", 400, "from"),
        new BadQuery(VIEW + "?origin=ATL&to=2001-13-01T00:00:00Z", 400, "to"),
        new BadQuery(VIEW + "?origin=ATL&limit=0", 400, "limit"),
        new BadQuery(VIEW + "?origin=ATL&limit=many", 400, "limit"),
        new BadQuery(VIEW + "?origin=ATL&page=%00", 400, "page"),
        new BadQuery(VIEW + "?origin=ATL&page=b99999999999999999", 400, "page"),
        new BadQuery(VIEW + "/keys?page=!", 400, "page"),
        new BadQuery(VIEW + "/keys?origin=ATL", 400, "origin"),
        new BadQuery(VIEW + "/keys?limit=1000000", 400, "limit"));
  }
}
