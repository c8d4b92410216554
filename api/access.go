package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"mutasi/service"
)

func (s *Server) login(c echo.Context) error {
	in, err := body[service.Credentials](c)
	if err != nil {
		return err
	}
	t, err := s.svc.Login(c.Request().Context(), in, c.RealIP(), c.Request().UserAgent())
	return answer(c, t, err)
}

func (s *Server) refresh(c echo.Context) error {
	in, err := body[service.RefreshInput](c)
	if err != nil {
		return err
	}
	t, err := s.svc.Refresh(c.Request().Context(), in)
	return answer(c, t, err)
}

func (s *Server) logout(c echo.Context) error {
	if err := s.svc.Logout(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *Server) me(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	me, err := s.svc.Me(c.Request().Context(), actor(c))
	return answer(c, me, err)
}

func (s *Server) changePassword(c echo.Context) error {
	in, err := body[service.PasswordInput](c)
	if err != nil {
		return err
	}
	if err := s.svc.ChangePassword(c.Request().Context(), actor(c), in); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
